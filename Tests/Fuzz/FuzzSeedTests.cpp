#include "Catch.h"
#include "FileBytes.h"
#include "Fuzz/FuzzSeeds.h"
#include "Fuzz/FuzzTargets.h"

#include <filesystem>
#include <fstream>

using namespace dequantizer;

namespace
{
const std::filesystem::path corpus = DEQUANTIZER_FUZZ_CORPUS;
} // namespace

TEST_CASE("The seeds of the fuzz targets are those that the builders make", "[fuzz]")
{
    for (const auto& [name, bytes] : fuzzSeeds())
    {
        CAPTURE(name);
        const bool isSame = bytesOf(corpus / name) == bytes;
        CHECK(isSame);
    }
}

// Run this after a change of the builders.
TEST_CASE("Write the seeds", "[.write-seeds]")
{
    for (const auto& [name, bytes] : fuzzSeeds())
    {
        std::filesystem::create_directories((corpus / name).parent_path());
        std::ofstream(corpus / name, std::ios::binary) << bytes;
    }
}

TEST_CASE("Every target survives every seed, whole, cut off and damaged", "[fuzz]")
{
    for (const auto& target : fuzzTargets())
        for (const auto& entry : std::filesystem::directory_iterator(corpus / target.name))
        {
            CAPTURE(entry.path());
            const auto whole = bytesOf(entry.path());
            CHECK_NOTHROW(target.run(whole));
            for (const auto part : {1u, 3u, 5u, 7u})
                CHECK_NOTHROW(target.run(std::string_view(whole).substr(0, whole.size() * part / 8)));
            for (std::size_t i = 0; i < 8; ++i)
            {
                auto damaged = whole;
                if (!damaged.empty())
                    damaged[i * 7919 % damaged.size()] = '\xff';
                CHECK_NOTHROW(target.run(damaged));
            }
        }
}

TEST_CASE("The corpus of seeds is small", "[fuzz]")
{
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus))
        bytes += entry.is_regular_file() ? entry.file_size() : 0;
    CHECK(bytes < 100'000);
}
