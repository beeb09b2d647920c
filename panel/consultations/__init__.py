"""The policy question and the questionnaire that puts it to people: writing, checking, publishing."""
