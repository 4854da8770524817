-- What wrk asks for in benches/serve.sh: `serve.lua SERVER ROAD ROUND`, where ROAD is `same` or `new`.

local paths = {
    ["v3q"] = "/v3/account-activities?filters=type%%20eq%%20%%22Identity%%20Refresh%%22%%20and%%20created%%20ge%%20%s"
        .. "&sorters=-created&limit=250&count=true",
    ["json-server"] = "/activities?type=Identity%%20Refresh&created_gte=%s&_sort=created&_order=desc&_start=0&_limit=250",
}
local path, road

function init(arguments)
    path, road = paths[arguments[1]], arguments[2]
    -- The same dates for both servers, others in each round.
    math.randomseed(tonumber(arguments[3]))
end

function request()
    -- 2024-01-01, or any second of 2023 and 2024.
    local time = road == "same" and 1704067200 or 1672531200 + math.random(0, 63158399)
    return wrk.format("GET", path:format(os.date("!%Y-%m-%dT%H:%M:%SZ", time)))
end

function done(summary, latency)
    local errors = summary.errors
    if errors.connect + errors.read + errors.write + errors.status + errors.timeout > 0 then
        error("not every request was answered")
    end
    local rate = summary.requests / summary.duration * 1e6
    print(("measured %.2f %.2f %.2f"):format(rate, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
