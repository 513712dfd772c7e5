"""Example calls of root fields: documents, variables, answers, curl, from a region's schema."""
