import { AccountsV2025Api } from "sailpoint-api-client";

export const accounts = (api: AccountsV2025Api, source: string) =>
  api.listAccounts({ filters: `sourceId eq "${source}" AND name co 5`, sorters: "+name" });
