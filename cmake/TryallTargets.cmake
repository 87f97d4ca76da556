# Settings every target of ours shares, and the helper that puts a file into a binary.

function(tryall_target_defaults target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wconversion
    -Wno-sign-conversion)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC sees uninitialized strings in every std::variant that holds something else (its bug 105562 and kin, 12 to 14).
    # The sanitizer presets watch for the real ones.
    target_compile_options(${target} PRIVATE -Wcast-align=strict -Wno-maybe-uninitialized)
  else()
    target_compile_options(${target} PRIVATE -Wcast-align)
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 sees overflows wherever strings are joined by + (its bug 105651 and kin).
    target_compile_options(${target} PRIVATE -Wno-stringop-overflow -Wno-array-bounds -Wno-restrict)
  endif()
  if(TRYALL_WARNINGS_AS_ERRORS)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()

# tryall_sources(VARIABLE folder): all sources below the folder, in the order of their names. A new file is found at the
# next build (docs/adr/0013-sources-are-found.md).
function(tryall_sources variable folder)
  file(GLOB_RECURSE sources RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} CONFIGURE_DEPENDS ${folder}/*.cpp)
  list(SORT sources)
  set(${variable} ${sources} PARENT_SCOPE)
endfunction()

# tryall_batches(target): compiles the target's sources in batches, where that is asked for.
function(tryall_batches target)
  if(TRYALL_BATCHES)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${TRYALL_BATCHES})
    # In a batch a local name may hide a name of another source, whichever sources happen to meet. Within a source it
    # is a warning where no batches are made.
    target_compile_options(${target} PRIVATE -Wno-shadow)
  endif()
endfunction()

# tryall_library(NAME sources...): tryall_NAME, exported as tryall::NAME, public headers in include/.
function(tryall_library name)
  add_library(tryall_${name} STATIC ${ARGN})
  add_library(tryall::${name} ALIAS tryall_${name})
  set_target_properties(tryall_${name} PROPERTIES EXPORT_NAME ${name})
  tryall_target_defaults(tryall_${name})
  target_include_directories(tryall_${name}
    PUBLIC $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
    PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/src)
endfunction()

# tryall_embed(TARGET FILE SYMBOL): the bytes of FILE as `extern const unsigned char SYMBOL[]; extern const
# std::size_t SYMBOL_size` in namespace tryall::embedded.
function(tryall_embed target file symbol)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded_${symbol}.cpp)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DINPUT=${CMAKE_CURRENT_SOURCE_DIR}/${file} -DOUTPUT=${output} -DSYMBOL=${symbol}
      -P ${PROJECT_SOURCE_DIR}/cmake/EmbedFile.cmake
    DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${file} ${PROJECT_SOURCE_DIR}/cmake/EmbedFile.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
  set_source_files_properties(${output} PROPERTIES SKIP_PRECOMPILE_HEADERS ON SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
