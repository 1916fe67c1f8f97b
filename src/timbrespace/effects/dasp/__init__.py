"""dasp-pytorch's effects (Steinmetz and others, 2022), and twins of ours that follow them."""
