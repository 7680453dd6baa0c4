"""Micro-projects 微项目: called for, checked, reviewed blind, shown, funded, accepted, accounted for, kept up."""
