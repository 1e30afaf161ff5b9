#!/bin/sh
# Inside pg_virtualenv: tells the tests where its server is, then runs them.
LINQUAN_POSTGRESQL="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/"
export LINQUAN_POSTGRESQL
exec "$@"
