// JSON, as far as reports need it.
#pragma once
#include <string>
#include <utility>
#include <vector>

inline std::string quoted(const std::string &text) {
  std::string json = "\"";
  for (char character : text) {
    if (character == '"' || character == '\\') json += '\\';
    json += character;
  }
  return json + '"';
}

using Members = std::vector<std::pair<std::string, std::string>>;

// The values are JSON already.
inline std::string object(const Members &members) {
  std::string json;
  for (const auto &[name, value] : members) json += (json.empty() ? "" : ",") + quoted(name) + ":" + value;
  return "{" + json + "}";
}

template <typename Items, typename ToJson>
std::string list(const Items &items, ToJson toJson) {
  std::string json;
  for (const auto &item : items) json += (json.empty() ? "" : ",") + toJson(item);
  return "[" + json + "]";
}
