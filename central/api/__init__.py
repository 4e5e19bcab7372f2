"""What programs may read: published figures, the register, the policy, the audit log."""
