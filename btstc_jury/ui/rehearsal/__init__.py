"""The rooms of a training file: students and their attempts, the attempt itself, what came of it."""
