"""Pages: what stands where; the file name is the address."""
