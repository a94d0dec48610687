#pragma once

#include <thread>
#include <vector>

namespace dequantizer
{

/// Calls work(0) .. work(threads - 1) concurrently and returns when all of them have returned. work(0) runs on the
/// calling thread. `work` must not throw.
template <typename Work>
void parallelFor(int threads, const Work& work)
{
    std::vector<std::jthread> others;
    for (int thread = 1; thread < threads; ++thread)
        others.emplace_back([&work, thread] { work(thread); });
    work(0);
}

} // namespace dequantizer
