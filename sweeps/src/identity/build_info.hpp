#pragma once

namespace tryall::sweeps::build_info {

extern const char* const version;
extern const char* const commit;
extern const bool dirty;
extern const char* const compiler;
extern const char* const build_type;
extern const char* const flags;

}  // namespace tryall::sweeps::build_info
