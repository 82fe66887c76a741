"""Applications for disclosure (依申请公开): from the form to the closed case, and the count of them.

Owns Application with its Applicant, Events and Reply. Refuses to publish, and to show who applied
to anyone whose role does not need it.
"""
