#include "Companion/Progress.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <utility>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace dequantizer
{

namespace
{
using namespace std::chrono_literals;

constexpr auto betweenBars = 100ms;
constexpr auto betweenLines = 10s;
constexpr int barWidth = 30;

bool stderrIsTerminal()
{
#ifdef _WIN32
    return _isatty(_fileno(stderr)) != 0;
#else
    return isatty(fileno(stderr)) != 0;
#endif
}

std::string inWords(double seconds)
{
    const auto whole = static_cast<long>(std::ceil(seconds));
    if (whole < 60)
        return std::to_string(whole) + " s";
    if (whole < 3600)
        return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
    return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}
} // namespace

Progress::Progress(std::string workName, double amount, double before)
    : what(std::move(workName)), total(amount), begin(before), terminal(stderrIsTerminal())
{
}

Progress::~Progress()
{
    if (barShown)
        std::cerr << '\n';
}

void Progress::clear()
{
    if (barShown)
        std::cerr << "\r\x1b[K" << std::flush;
    barShown = false;
}

void Progress::update(double done, const std::string& note)
{
    const auto now = Clock::now();
    if (now - lastShown < (terminal ? Clock::duration(betweenBars) : Clock::duration(betweenLines)))
        return;
    lastShown = now;

    const double part = std::clamp(done / total, 0.0, 1.0);
    const double elapsed = std::chrono::duration<double>(now - start).count();
    const std::string left = done > begin ? inWords(elapsed * (total - done) / (done - begin)) + " left" : "";
    const std::string percent = std::to_string(static_cast<int>(100.0 * part)) + " %";
    const std::string tail = note.empty() ? left : left + ", " + note;
    if (terminal)
    {
        const auto filled = static_cast<std::size_t>(part * barWidth);
        // The escape sequence clears the rest of a longer previous text.
        std::cerr << '\r' << what << " [" << std::string(filled, '#') << std::string(barWidth - filled, '.') << "] "
                  << percent << ", " << tail << "\x1b[K" << std::flush;
        barShown = true;
    }
    else
    {
        std::cerr << what << ": " << percent << ", " << tail << '\n';
    }
}

} // namespace dequantizer
