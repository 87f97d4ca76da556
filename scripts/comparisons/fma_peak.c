/* The peak of one core in fused multiply-adds of floats from registers, in GFLOP/s (two per multiply-add): the best of
 * many short runs of independent chains, as many as hide the instruction's latency.
 * Compile with -O3 -march=native -ffp-contract=fast. */
#include <stdio.h>
#include <time.h>

#if defined(__AVX512F__)
enum { width = 16, chains = 12 };
#elif defined(__AVX__)
enum { width = 8, chains = 10 };
#else
enum { width = 4, chains = 10 };
#endif
enum { steps = 100000, repeats = 200 };

typedef float vector __attribute__((vector_size(4 * width)));

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* The chains x = x a + b. The empty assembly keeps each in a register of its own. */
static void run(vector* x, vector a, vector b) {
  vector c[chains];
  for (int k = 0; k < chains; ++k) c[k] = x[k];
  for (int i = 0; i < steps; ++i) {
#pragma GCC unroll 12
    for (int k = 0; k < chains; ++k) {
      c[k] = c[k] * a + b;
#if defined(__x86_64__)
      __asm__("" : "+v"(c[k]));
#elif defined(__aarch64__)
      __asm__("" : "+w"(c[k]));
#endif
    }
  }
  for (int k = 0; k < chains; ++k) x[k] = c[k];
}

int main(void) {
  vector x[chains], a = {0}, b = {0};
  a += 0.5F;
  b += 1.0F;
  for (int k = 0; k < chains; ++k) x[k] = a * (float)k; /* Else the compiler makes one chain of equal ones. */
  double best = 1e9;
  for (int i = 0; i < repeats; ++i) {
    const double begin = seconds();
    run(x, a, b);
    const double taken = seconds() - begin;
    if (taken < best) best = taken;
  }
  for (int k = 0; k < chains; ++k)
    if (!(x[k][0] > 1)) return 1;
  printf("%.1f\n", 2.0 * width * chains * steps / best * 1e-9);
  return 0;
}
