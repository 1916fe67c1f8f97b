"""The kind ``table``: a variational autoencoder of rows of numbers, as Tybalt is of genes."""
