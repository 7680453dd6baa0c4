"""Rewards: catalogue, stock, redemption, shops and the counter."""
