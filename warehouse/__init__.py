"""What the data is, once clean: the ledger, the snapshots and the marts. Imports nothing of ours."""
