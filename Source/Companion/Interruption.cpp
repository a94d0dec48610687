#include "Companion/Interruption.h"

#include <array>
#include <csignal>

namespace dequantizer
{

namespace
{
constexpr std::array signals{
#ifdef SIGHUP
    SIGHUP,
#endif
    SIGINT, SIGTERM};

volatile std::sig_atomic_t interrupted = 0;

extern "C" void remember(int signal)
{
    interrupted = 1;
    std::signal(signal, SIG_DFL);
}

// Under nohup, a hang-up is ignored and stays so. SIGINT is also ignored in the background jobs of a shell script,
// where it must stop the program none the less.
bool staysIgnored([[maybe_unused]] int signal)
{
#ifdef SIGHUP
    return signal == SIGHUP;
#else
    return false;
#endif
}
} // namespace

Interruption::Interruption()
{
    interrupted = 0;
    for (const int signal : signals)
        if (std::signal(signal, remember) == SIG_IGN && staysIgnored(signal))
            std::signal(signal, SIG_IGN);
}

Interruption::~Interruption()
{
    for (const int signal : signals)
        if (std::signal(signal, SIG_DFL) == SIG_IGN)
            std::signal(signal, SIG_IGN);
}

bool Interruption::requested() noexcept
{
    return interrupted != 0;
}

} // namespace dequantizer
