"""Pure functions from prose to spans: sentences, citations, references, quotations, attributions, claims."""
