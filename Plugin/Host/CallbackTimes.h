#pragma once

#include <vector>

namespace dequantizer::host
{

/// How long a plugin took for each block, beside the time that a sound card would have given it.
class CallbackTimes
{
public:
    /// A figure in microseconds, and as a part of the deadline (1 = all of it).
    struct Figure
    {
        double microseconds = 0.0;
        double load = 0.0;
    };

    /// `deadlineSeconds` > 0: the block's length over the sample rate.
    void add(double seconds, double deadlineSeconds);

    [[nodiscard]] std::size_t count() const noexcept { return times.size(); }

    [[nodiscard]] Figure mean() const;

    /// Of both parts by itself, since blocks of different lengths have different deadlines; `fraction` in [0, 1].
    [[nodiscard]] Figure quantile(double fraction) const;

private:
    std::vector<double> times; // in seconds
    std::vector<double> loads;
};

} // namespace dequantizer::host
