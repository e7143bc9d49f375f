"""The passphrase of an exam file: asked for, chosen, changed, and what stands in for it on paper."""
