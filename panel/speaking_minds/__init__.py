"""Groups of young people who advise on a policy question: what they recommend, in their own words."""
