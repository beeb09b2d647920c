"""One whole questionnaire as a file: read with distrust, stored as a draft, and written back."""
