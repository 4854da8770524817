#!/bin/sh
curl -sG "https://tenant.api.identitynow.com/v2025/accounts" \
  --data-urlencode 'filters=name contains "adm" and created gt 2025-08-01T00:00:00' # since August
sail api get /v2025/sources -q 'filters=name Eq "HR"'
