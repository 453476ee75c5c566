//! Who people are: customers, staff, their roles, and how they sign in.
