#pragma once

#include <chrono>
#include <string>

namespace dequantizer
{

/// Shows the progress of long work and the estimated remaining time on stderr: as a progress bar if stderr is a
/// terminal, otherwise as an occasional line of text. Short work shows nothing.
class Progress
{
public:
    /// `what` is the name of the work, `total` > 0 its amount in any unit, and `begin` the amount already done.
    Progress(std::string what, double total, double begin = 0.0);

    /// Ends the line of the progress bar.
    ~Progress();

    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// `done` is the completed amount of `total`; `note` is short text to show next to it, such as a loss.
    void update(double done, const std::string& note = {});

    /// Removes the progress bar from the terminal, so that other text can be written. update() shows it again.
    void clear();

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
