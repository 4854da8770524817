curl -G "https://$TENANT.api.identitynow.com/v2025/accounts" \
  --data-urlencode "filters=nmae EQ \"$NAME\" and sourceId eq '2c91'"
