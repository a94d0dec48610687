#pragma once

#include <vector>

namespace dequantizer::host
{

/// The duration of each callback, absolute and relative to its deadline.
class CallbackTimes
{
public:
    /// A statistic in microseconds, and as a fraction of the deadline.
    struct Figure
    {
        double microseconds = 0.0;
        double load = 0.0;
    };

    /// `deadlineSeconds` > 0 is the block's length divided by the sample rate.
    void add(double seconds, double deadlineSeconds);

    [[nodiscard]] std::size_t count() const noexcept { return times.size(); }

    /// The number of callbacks that took longer than their deadline.
    [[nodiscard]] std::size_t missed() const;

    [[nodiscard]] Figure mean() const;

    /// Computed separately for times and loads, since blocks of different lengths have different deadlines; `fraction`
    /// in [0, 1].
    [[nodiscard]] Figure quantile(double fraction) const;

private:
    std::vector<double> times; // in seconds
    std::vector<double> loads;
};

} // namespace dequantizer::host
