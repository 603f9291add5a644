// SQLite's statements with C++ lifetimes, and its errors as LedgerErrors that name the file.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace qed::evidence {

class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);

  // Parameters and columns are counted as SQLite does: parameters from 1, columns from 0.
  Statement& bind(int parameter, std::string_view text);
  Statement& bind(int parameter, std::uint64_t integer);  // below 2^63
  Statement& bind_or_null(int parameter, const std::optional<std::string>& text);

  bool step();   // whether there is a row
  void reset();  // to step again, with other values

  std::string text(int column) const;
  std::optional<std::string> text_or_null(int column) const;
  std::uint64_t integer(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt*) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

// Runs SQL that gives no rows, or whose rows say nothing.
void execute(sqlite3* database, const std::string& sql);

// Throws  LedgerError with SQLite's last message on this connection.
[[noreturn]] void throw_last_error(sqlite3* database);

// All or nothing: rolled back unless committed.
class Transaction {
 public:
  explicit Transaction(sqlite3* database) : database_(database) { execute(database_, "BEGIN IMMEDIATE"); }
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  sqlite3* database_;
  bool open_ = true;
};

}  // namespace qed::evidence
