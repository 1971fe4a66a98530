demo-ready = The demo station is ready: { $station }
demo-postings = { $added } new postings, { $known } known already.
demo-other-station = This machine is already at work as "{ $station }" and cannot become the demo station. Please name another folder with --data.
demo-people = { $count } people and a past of thirty days were added.
