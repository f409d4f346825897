"""One file a target; each holds `TARGET`, a function from `Options` to something that can `send`."""
