tryall_test(reports_tests tryall::reports
  reports/arrays_test.cpp
  reports/ask_runs_test.cpp
  reports/ask_test.cpp
  reports/combinations_test.cpp
  reports/compare_test.cpp
  reports/confirm_test.cpp
  reports/figure_test.cpp
  reports/heatmap_test.cpp
  reports/leaderboard_test.cpp
  reports/leaderboard_ties_test.cpp
  reports/query_test.cpp
  reports/report/edges_test.cpp
  reports/report/history_section_test.cpp
  reports/report/page_test.cpp
  reports/report/sections_test.cpp
  reports/report/snapshot_test.cpp
  reports/statistics/adjust_test.cpp
  reports/statistics/axis_effect_test.cpp
  reports/statistics/best_of_tries_test.cpp
  reports/statistics/best_set_test.cpp
  reports/statistics/bootstrap_test.cpp
  reports/statistics/change_points_test.cpp
  reports/statistics/coverage_test.cpp
  reports/statistics/effect_test.cpp
  reports/statistics/friedman_test.cpp
  reports/statistics/importance_test.cpp
  reports/statistics/performance_profile_test.cpp
  reports/statistics/quality_test.cpp
  reports/statistics/rank_test_test.cpp
  reports/statistics/sequential_test.cpp
  reports/statistics/summary_test.cpp
  reports/statistics/superiority_test.cpp
  reports/statistics/t_test_test.cpp
  reports/table_test.cpp
  reports/tracking/baseline_test.cpp
  reports/tracking/check_output_test.cpp
  reports/tracking/check_test.cpp
  reports/tracking/false_alarms_test.cpp
  reports/tracking/history_test.cpp
  reports/tracking/judge_test.cpp
  reports/tracking/numerics_test.cpp
  reports/tracking/planned_looks_test.cpp
  reports/tracking/power_test.cpp
  reports/tracking/target_test.cpp)
target_link_libraries(reports_tests PRIVATE SQLiteCpp ZLIB::ZLIB)
target_compile_definitions(reports_tests PRIVATE TRYALL_GOLDEN="${CMAKE_CURRENT_SOURCE_DIR}/golden")
target_precompile_headers(reports_tests PRIVATE <nlohmann/json.hpp>)
