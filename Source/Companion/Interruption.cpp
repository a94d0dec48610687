#include "Companion/Interruption.h"

#include <csignal>

namespace dequantizer
{

namespace
{
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
    std::signal(SIGINT, remember);
    std::signal(SIGTERM, remember);
}

Interruption::~Interruption()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

bool Interruption::requested() noexcept
{
    return interrupted != 0;
}

} // namespace dequantizer
