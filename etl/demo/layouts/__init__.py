"""The layouts of the sample files: what is known is drawn as an export of that kind prints it."""
