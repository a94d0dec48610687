#include "Companion/Bench/EigenIteration.h"

namespace dequantizer
{

void eigenIterationBaseline(const float*, long, long, long, float, float*, const float*, float*);
#ifdef DEQUANTIZER_BENCH_X86
void eigenIterationSse4(const float*, long, long, long, float, float*, const float*, float*);
void eigenIterationAvx2(const float*, long, long, long, float, float*, const float*, float*);
void eigenIterationAvx512(const float*, long, long, long, float, float*, const float*, float*);
#endif

std::vector<EigenIteration> eigenIterations()
{
#ifdef DEQUANTIZER_BENCH_X86
    return {{"AVX3", eigenIterationAvx512},     {"AVX3_DL", eigenIterationAvx512}, {"AVX3_ZEN4", eigenIterationAvx512},
            {"AVX3_SPR", eigenIterationAvx512}, {"AVX2", eigenIterationAvx2},      {"SSE4", eigenIterationSse4},
            {"SSE2", eigenIterationBaseline}};
#else
    return {{"NEON", eigenIterationBaseline}, {"NEON_WITHOUT_AES", eigenIterationBaseline}};
#endif
}

} // namespace dequantizer
