#include "qed/evidence/statement.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include "qed/evidence/ledger.hpp"
#include "qed/exact/require.hpp"

namespace qed::evidence {

void throw_last_error(sqlite3* database) {
  const char* name = sqlite3_db_filename(database, "main");
  const std::string file = name && *name ? name : "ledger";
  switch (sqlite3_errcode(database) & 0xFF) {
    case SQLITE_NOTADB:
      throw LedgerError(fmt::format("{}: found a file that is no SQLite database, expected a ledger", file));
    case SQLITE_CORRUPT:
      throw LedgerError(fmt::format("{}: the file is damaged ({})", file, sqlite3_errmsg(database)));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw LedgerError(
          fmt::format("{}: another process is writing this ledger; wait for it or end it", file));
    default: throw LedgerError(fmt::format("{}: {}", file, sqlite3_errmsg(database)));
  }
}

void execute(sqlite3* database, const std::string& sql) {
  if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) throw_last_error(database);
}

Transaction::~Transaction() {
  if (open_) sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  execute(database_, "COMMIT");
  open_ = false;
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement::Statement(sqlite3* database, std::string_view sql) {
  sqlite3_stmt* made = nullptr;
  if (sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &made, nullptr) != SQLITE_OK)
    throw_last_error(database);
  statement_.reset(made);
}

Statement& Statement::bind(int parameter, std::string_view text) {
  if (sqlite3_bind_text(statement_.get(), parameter, text.data(), static_cast<int>(text.size()),
                        SQLITE_TRANSIENT) != SQLITE_OK)
    throw_last_error(sqlite3_db_handle(statement_.get()));
  return *this;
}

Statement& Statement::bind(int parameter, std::uint64_t integer) {
  QED_REQUIRE(integer <= INT64_MAX, "an integer of a ledger is below 2^63");
  if (sqlite3_bind_int64(statement_.get(), parameter, static_cast<sqlite3_int64>(integer)) != SQLITE_OK)
    throw_last_error(sqlite3_db_handle(statement_.get()));
  return *this;
}

Statement& Statement::bind_or_null(int parameter, const std::optional<std::string>& text) {
  if (text) return bind(parameter, std::string_view(*text));
  if (sqlite3_bind_null(statement_.get(), parameter) != SQLITE_OK)
    throw_last_error(sqlite3_db_handle(statement_.get()));
  return *this;
}

bool Statement::step() {
  const int result = sqlite3_step(statement_.get());
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) throw_last_error(sqlite3_db_handle(statement_.get()));
  return false;
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)))
               : std::string();
}

std::optional<std::string> Statement::text_or_null(int column) const {
  if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL) return std::nullopt;
  return text(column);
}

std::uint64_t Statement::integer(int column) const {
  return static_cast<std::uint64_t>(sqlite3_column_int64(statement_.get(), column));
}

}  // namespace qed::evidence
