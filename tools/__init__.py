"""What `make build`, `make proof` and `make bench` run."""
