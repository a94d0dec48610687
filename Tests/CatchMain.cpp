// The main() of every test program, for both versions of Catch2. Failures exit with 1; see Skip.h for skipped tests.
#define CATCH_CONFIG_RUNNER
#include "Catch.h"
#include "Skip.h"

#include <iostream>
#include <vector>

namespace
{
std::string testCase;             // the current one
std::vector<std::string> reasons; // why it was skipped
int skippedCases = 0, otherCases = 0;

#if CATCH_VERSION_MAJOR >= 3
using Listener = Catch::EventListenerBase;
#else
using Listener = Catch::TestEventListenerBase;
#endif

class SkipListener final : public Listener
{
public:
    using Listener::Listener;

    void testCaseStarting(const Catch::TestCaseInfo& info) override
    {
        testCase = info.name;
        reasons.clear();
    }

    void testCaseEnded(const Catch::TestCaseStats& stats) override
    {
        if (stats.totals.assertions.failed == 0 && !reasons.empty())
        {
            ++skippedCases;
            for (const auto& reason : reasons)
                std::cout << "skipped: " << testCase << ": " << reason << '\n';
        }
        else
        {
            ++otherCases;
        }
    }
};
CATCH_REGISTER_LISTENER(SkipListener)
} // namespace

namespace dequantizer
{

void skip(const std::string& reason)
{
    if (reasons.empty() || reasons.back() != reason)
        reasons.push_back(reason);
}

} // namespace dequantizer

int main(int argc, char* argv[])
{
    if (Catch::Session().run(argc, argv) != 0)
        return 1;
    return skippedCases > 0 && otherCases == 0 ? dequantizer::skipExitCode : 0;
}
