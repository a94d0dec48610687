#pragma once

#include <chrono>
#include <string>

namespace dequantizer
{

/// Tells on stderr how far long work has come and how much time is left: a bar that is redrawn where stderr is a
/// terminal, a plain line now and then where it is not. Short work passes without a word.
class Progress
{
public:
    /// `what` names the work; `total` > 0 is the amount of it, in any unit, and `begin` what was done before.
    Progress(std::string what, double total, double begin = 0.0);

    /// Ends the bar's line.
    ~Progress();

    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// `done` of `total` is done; `note` is short text to show beside it, such as a loss.
    void update(double done, const std::string& note = {});

private:
    using Clock = std::chrono::steady_clock;

    const std::string what;
    const double total;
    const double begin;
    const bool terminal;
    const Clock::time_point start = Clock::now();
    Clock::time_point lastShown = start;
    bool barShown = false;
};

} // namespace dequantizer
