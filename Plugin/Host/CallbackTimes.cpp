#include "Plugin/Host/CallbackTimes.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dequantizer::host
{

namespace
{
double meanOf(const std::vector<double>& values)
{
    return std::reduce(values.begin(), values.end()) / static_cast<double>(values.size());
}

// The smallest value that at least `fraction` of all values do not exceed.
double quantileOf(std::vector<double> values, double fraction)
{
    const auto rank = static_cast<std::ptrdiff_t>(std::ceil(fraction * static_cast<double>(values.size())));
    const auto at = values.begin() + std::max<std::ptrdiff_t>(rank, 1) - 1;
    std::nth_element(values.begin(), at, values.end());
    return *at;
}
} // namespace

void CallbackTimes::add(double seconds, double deadlineSeconds)
{
    times.push_back(seconds);
    loads.push_back(seconds / deadlineSeconds);
}

std::size_t CallbackTimes::missed() const
{
    return static_cast<std::size_t>(std::ranges::count_if(loads, [](double load) { return load > 1.0; }));
}

CallbackTimes::Figure CallbackTimes::mean() const
{
    return times.empty() ? Figure() : Figure{1e6 * meanOf(times), meanOf(loads)};
}

CallbackTimes::Figure CallbackTimes::quantile(double fraction) const
{
    return times.empty() ? Figure() : Figure{1e6 * quantileOf(times, fraction), quantileOf(loads, fraction)};
}

} // namespace dequantizer::host
