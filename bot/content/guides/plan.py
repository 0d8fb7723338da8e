"""My plan: its fields and how it reads as text."""

FIELDS = {
    "goal": "My goal",
    "helps": "What helps me",
    "barriers": "What gets in my way",
    "adjustments": "Changes to ask for",
    "who": "Who does what",
    "review": "When to look at it again",
}
"""Every field and the heading it has in the plan, in order."""

LONGEST = 600
"""Characters of one field that are kept."""
