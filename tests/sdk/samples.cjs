// Account activities and source usages with `sailpoint-api-client` 1.4.15.
const { AccountActivitiesApi, Configuration, Paginator, SourceUsagesApi, SourceUsagesBetaApi, AccountActivitiesBetaApi, AccountsApi } =
  require("sailpoint-api-client");

let wrong = 0;
function check(name, isRight) {
  console.log((isRight ? "ok    " : "WRONG ") + name);
  wrong += isRight ? 0 : 1;
}

async function samples() {
  const configuration = new Configuration();
  const id = "ef38f94347e94562b5bb8424a56397d8";
  const source = "2c9180835d191a86015d28455b4a2329";
  for (const [name, Activities] of [["v3", AccountActivitiesApi], ["beta", AccountActivitiesBetaApi]]) {
    const api = new Activities(configuration);
    const one = await api.getAccountActivity({ id });
    check(`${name}: getAccountActivity`, one.data.id === id);
    const filters = 'type eq "Identity Refresh"';
    const list = await api.listAccountActivities({ filters, sorters: "created", limit: 250, offset: 0, count: true });
    check(`${name}: listAccountActivities`, list.data.length === 3 && list.headers["x-total-count"] === "3");
  }
  for (const [name, Usages] of [["v3", SourceUsagesApi], ["beta", SourceUsagesBetaApi]]) {
    const months = await new Usages(configuration).getUsagesBySourceId({ sourceId: source, sorters: "-date" });
    check(`${name}: getUsagesBySourceId`, months.data.length === 12 && months.data[0].date > months.data[1].date);
  }
}

async function walk() {
  const api = new AccountsApi(new Configuration());
  const all = await Paginator.paginate(api, api.listAccounts, { limit: 1000, sorters: "name" }, 250);
  const ids = new Set(all.data.map((record) => record.id));
  check(`the paginator walks ${all.data.length} records, ${ids.size} different ones`, all.data.length === 1000 && ids.size === 1000);
}

(process.argv[2] === "walk" ? walk() : samples())
  .catch((error) => check(String(error.response ? JSON.stringify(error.response.data) : error), false))
  .then(() => process.exit(wrong ? 1 : 0));
