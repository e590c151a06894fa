"""Personal data, secrets and look-alikes in made-up news, labelled: what the rules PII are measured on."""
