"""Who could buy more: triggers, the gates that hold a lead back, its value story and its estimate."""
