"""What the company sees: enrolment, counting, a page of figures. Start reading at serve.py."""
