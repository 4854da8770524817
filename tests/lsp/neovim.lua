-- The language server in Neovim, which fails where it does not do what is written here:
-- nvim --headless -u NONE -n -c 'luafile tests/lsp/neovim.lua', with `v3q` on the PATH.

local function fail(message)
  io.stderr:write(message .. "\n")
  vim.cmd("cquit 1")
end

local function expect(what, actual, expected)
  if not vim.deep_equal(actual, expected) then
    fail(what .. ": " .. vim.inspect(actual) .. " is not " .. vim.inspect(expected))
  end
end

local function main()
  local file = vim.fn.tempname() .. ".v3q"
  vim.fn.writefile({ 'filters=tpye EQ "x" and created gt 2018-13-01', "sorters=type, created", "cr" }, file)
  vim.cmd("edit " .. file)
  local client = vim.lsp.start_client({
    name = "v3q",
    cmd = { "v3q", "lsp" },
    init_options = { endpoint = "list-account-activities", apiVersion = "v3" },
  })
  vim.lsp.buf_attach_client(0, client)

  local function lines()
    return vim.api.nvim_buf_get_lines(0, 0, -1, false)
  end
  local function codes()
    return vim.tbl_map(function(it) return it.code end, vim.diagnostic.get(0))
  end
  local function ask(method, params)
    return vim.lsp.buf_request_sync(0, method, params, 20000)[client].result
  end
  local function document(line, character)
    return { textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = line, character = character } }
  end

  vim.wait(20000, function() return #codes() == 5 end, 20)
  local found = { "unknown-field", "upper-case-operator", "bad-date-time", "blank-in-sorter", "missing-operator" }
  expect("findings", codes(), found)
  expect("hover", ask("textDocument/hover", document(0, 26)).contents.value:sub(1, 20), "`created`: date-time")
  local labels = vim.tbl_map(function(it) return it.label end, ask("textDocument/completion", document(2, 2)))
  expect("completion", labels, { "type", "created", "modified", "not" })

  if vim.lsp.buf.format then
    vim.lsp.buf.format({ timeout_ms = 20000 })
  else
    vim.lsp.buf.formatting_sync(nil, 20000)
  end
  expect("formatted", lines()[2], "sorters=type,created")
  local range = { start = { line = 0, character = 0 }, ["end"] = { line = 0, character = 0 } }
  local params = { textDocument = { uri = vim.uri_from_bufnr(0) }, range = range }
  params.context = { diagnostics = {}, only = { "source.fixAll" } }
  for _, action in ipairs(ask("textDocument/codeAction", params)) do
    vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(client).offset_encoding)
  end
  expect("fixed", lines(), { 'filters=tpye eq "x" and created gt 2018-13-01', "sorters=type,created", "cr" })
  vim.wait(20000, function() return #codes() == 3 end, 20)
  expect("what is left", codes(), { "unknown-field", "bad-date-time", "missing-operator" })

  vim.lsp.stop_client(client)
  if not vim.wait(20000, function() return vim.lsp.get_client_by_id(client) == nil end, 20) then
    fail("the server does not stop")
  end
end

local worked, message = pcall(main)
if not worked then
  fail(message)
end
vim.cmd("quitall!")
