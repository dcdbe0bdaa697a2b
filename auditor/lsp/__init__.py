"""The language server: an editor's open texts to findings and fixes, over standard input and output. It opens no socket."""
