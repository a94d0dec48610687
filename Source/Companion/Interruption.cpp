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
} // namespace

Interruption::Interruption()
{
    interrupted = 0;
    for (const int signal : signals)
        if (std::signal(signal, remember) == SIG_IGN)
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
