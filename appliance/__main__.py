"""`python -m appliance` is `nocturn`."""

from appliance.cli import main

if __name__ == "__main__":
    main()
