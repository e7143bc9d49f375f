"""The library of cases, and the writing of one."""
