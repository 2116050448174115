DROP TABLE proposals;
DROP TABLE agent_runs;
DROP TABLE agent_config;
